import { AddScores } from "../../components/AddScores.tsx";
import { define } from "../../define.ts";

export default define.page(() => <AddScores />);
