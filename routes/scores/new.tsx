import { AddScores } from "../../components/AddScores.tsx";
import { define } from "../../define.ts";
import { limits } from "../../services/problem.ts";

export default define.page(() => <AddScores limits={limits} />);
