/**
 * What can go wrong by something a person did or sent, each with the HTTP status
 * and the sentence that every page and every JSON answer gives for it.
 *
 * @module
 */
import { TAKEN } from "./formats/kinds.ts";

/** The limits that the sentences name and the services keep. */
export const limits = {
  fileBytes: 50 * 1024 * 1024,
  /** How long what has come of a file is kept, and of how many files of a person. */
  unfinishedMs: 24 * 60 * 60 * 1000,
  unfinished: 200,
  filePages: 100,
  filesAtOnce: 100,
  /** Where a request that goes on and on is cut. */
  requestBytes: 2 * 1024 * 1024 * 1024,
  formBytes: 256 * 1024,
  fieldCharacters: 500,
  tags: 20,
  tagCharacters: 40,
  views: 30,
  viewCharacters: 40,
  scoresAtOnce: 10_000,
  collections: 100,
  collectionScores: 500,
  collectionCharacters: 60,
  incidentTitleCharacters: 120,
  incidentNotes: 50,
  noteCharacters: 2_000,
  /** How long photos that are being put together are kept after their last change. */
  draftMs: 7 * 24 * 60 * 60 * 1000,
  drafts: 20,
  photos: 60,
  shares: 100,
  shareNameCharacters: 80,
} as const;
export type Limits = typeof limits;

/** One sentence for both: who has such a link need not know what became of it. */
const NO_SHARE =
  "This link leads to nothing any more, or it never did. Whoever sent it to you can send a new one.";

const problems = {
  address_missing: [422, "Type your e-mail address."],
  address_invalid: [422, "This is not an e-mail address. It should look like name@example.org."],
  nothing_here: [404, "There is nothing at this address: the part is silent here."],
  mail_off: [
    503,
    "This server cannot send mail yet, so it cannot mail a sign-in link. Whoever runs it can set that up.",
  ],
  link_unknown: [
    404,
    "This sign-in link is not one of ours, or it is older than a day. Ask for a new one.",
  ],
  link_expired: [
    410,
    "This sign-in link has expired: a link works for 15 minutes. Ask for a new one.",
  ],
  link_used: [
    410,
    "This sign-in link works no longer: it, or the digits in the same mail, has been used. Ask for a new one.",
  ],
  link_replaced: [
    410,
    "A newer link was asked for in the same browser, so this one works no longer. Use the newest mail.",
  ],
  address_respelt: [
    409,
    "Since this link was asked for, its address has got a library in another spelling. Ask for a new one.",
  ],
  client_too_many: [
    429,
    "Too many sign-ins were asked for from here. A link that has been mailed works all the same.",
  ],
  attempt_unknown: [
    404,
    "This browser has not asked to sign in, or not within the last day. Ask for a link first.",
  ],
  attempt_used: [410, "This sign-in has been used: it works once. Ask for a new one."],
  attempt_denied: [
    410,
    "This sign-in was refused on another device. If that was a mistake, ask for a new one.",
  ],
  attempt_replaced: [410, "This browser has asked anew since. Use the newest mail."],
  attempt_outdated: [
    410,
    "This sign-in was asked for before the account was changed, so it is over. Ask for a new one.",
  ],
  code_missing: [422, "Type the six digits from the mail."],
  code_wrong: [422, "These are not the digits from the newest mail."],
  code_spent: [
    410,
    "Other digits were typed five times, so these work no longer. Use the link in the mail, or ask for a new one.",
  ],
  code_expired: [
    410,
    "The digits have expired: they work for 10 minutes. Use the link in the mail, or ask for a new one.",
  ],
  code_unsent: [
    409,
    "These digits work only once their mail has left, and it has not left yet.",
  ],
  code_off: [
    410,
    "Wrong digits were typed too often, so none are taken for now. Use the link in the mail; it works as always.",
  ],
  approval_unknown: [
    404,
    "There is no such code, or it has expired. Look at the other screen and type it again.",
  ],
  approvals_too_many: [
    429,
    "These were ten codes within an hour.",
  ],
  signed_out: [401, "You are signed out. Sign in and try again."],
  google_cancelled: [403, "Signing in with Google was cancelled. Try again, or sign in by mail."],
  google_away: [503, "Google is not answering. Sign in by mail."],
  google_full: [503, "Google takes no more sign-ins from here today. Sign in by mail."],
  google_off: [503, "Signing in with Google is switched off for now. Sign in by mail."],
  google_stale: [
    410,
    "This sign-in was begun too long ago, or in another browser, or has ended already. Begin again here.",
  ],
  google_refused: [403, "Google did not confirm who you are. Try again, or sign in by mail."],
  google_unconfirmed: [403, "Google has not confirmed this address. Sign in by mail."],
  google_unowned: [
    409,
    "There is a library under this address that this Google account does not belong to yet. " +
    "Sign in by mail first, then connect Google on your account page.",
  ],
  google_taken: [409, "This Google account signs in to another library here."],
  google_another: [409, "Another Google account is connected. Disconnect that one first."],
  google_other: [
    403,
    "This is not the Google account that is connected here, so nothing was done. Choose the other one.",
  ],
  google_last: [
    409,
    "Without Google you could not get in any more. Sign in once by mail first, then disconnect it.",
  ],
  google_again: [
    403,
    "To connect or disconnect Google you must have signed in within the last ten minutes. " +
    "Sign in again first.",
  ],
  address_same: [422, "This is your address already. Type the new one."],
  address_taken: [
    409,
    "There is a library under that address by now, so it cannot be the address of this one.",
  ],
  delete_again: [
    403,
    "To delete the account you must have signed in within the last ten minutes. Sign in again first.",
  ],
  account_leaving: [
    403,
    "This account is going to be deleted, so nothing in it can be used. To use it, open it in a browser and keep it.",
  ],
  desk_again: [
    403,
    "For this an operator must have signed in within the last hour, so nothing was changed. Sign in " +
    "again in another tab, then reload this page: what you typed is sent once more.",
  ],
  export_again: [
    403,
    "To take a copy of everything you must have signed in within the last ten minutes. Sign in again first.",
  ],
  export_large: [409, "Your library is too large to be written while you wait. Have it made."],
  export_busy: [429, "A copy is being downloaded already. Wait until it is here."],
  export_there: [409, "A copy is there already, or is being made."],
  export_unknown: [
    404,
    "There is no such copy. It may be older than a week, or taken away; ask for a new one.",
  ],
  import_busy: [409, "An export is being brought in already. Wait until it is done."],
  import_large: [
    413,
    "This file is larger than all that you have room for here, so it was not taken in.",
  ],
  import_unreadable: [
    422,
    "This is no export of Attacca, or not all of it. Choose the ZIP as you got it.",
  ],
  import_newer: [
    422,
    "This export comes from a newer Attacca than this one, which cannot read it.",
  ],
  import_too_much: [422, "There is more in this file than an export holds, so it was not read."],
  import_broken: [
    400,
    "The ZIP broke off on its way here, so nothing of it came in. Send it again.",
  ],
  import_called_off: [
    409,
    "This was called off while it was on its way, so nothing of it came in.",
  ],
  import_failed: [
    500,
    "Something broke on our side again and again. What came in until then is in your library; " +
    "bring the rest in by the same file once more.",
  ],
  import_score: [422, "What the export says of it cannot be understood."],
  import_without_file: [422, "Its file is not in the export."],
  import_changed: [422, "Its file is not the one that the export tells of."],
  account_closed: [
    403,
    "This account is closed, so nobody can sign in to it. Nothing in it is lost. Ask whoever runs this server: they can say why, and open it again.",
  ],
  google_closed: [
    403,
    "The account that this Google account belongs to is closed. Nothing in it is lost. Ask whoever runs this server: they can say why, and open it again.",
  ],
  account_unknown: [404, "There is no account under this address or id."],
  incident_unknown: [404, "There is no such incident, or it is older than 120 days."],
  incident_title: [422, `Give it a title of at most ${limits.incidentTitleCharacters} characters.`],
  incident_by_itself: [409, "This incident was opened by the watch, which closes it by itself."],
  incident_over: [409, "This incident is over already."],
  note_missing: [422, "Write the note first."],
  note_too_long: [
    422,
    `A note has at most ${limits.noteCharacters.toLocaleString("en")} characters.`,
  ],
  notes_too_many: [409, `These are ${limits.incidentNotes} notes already.`],
  review_too_long: [
    422,
    `Each part of a review has at most ${limits.noteCharacters.toLocaleString("en")} characters.`,
  ],
  review_empty: [422, "Write the review first."],
  review_changed: [
    409,
    "Somebody else has saved this review meanwhile. What you typed is here and not saved. Save it to replace theirs, or look at theirs first.",
  ],
  review_early: [409, "The incident is not over, so its review is kept as a draft."],
  address_inside: [
    422,
    "This holds what looks like the address of a person or a machine, or like a secret, and " +
    "everybody could read it. " +
    "Nothing was published. Take it out, or say that it is meant.",
  ],
  audit_who: [422, "This is neither an e-mail address nor an id: an id has 26 letters and digits."],
  audit_time: [422, "Type times as 2026-11-25T14:30, the earlier one first."],
  account_own: [
    409,
    "This is your own account. Another operator can disable it; nobody can lock themselves out.",
  ],
  delete_waits: [
    409,
    "The address was changed less than a week ago. For a week the address before it can take that back; then the account can be deleted.",
  ],
  practice_day: [422, "Say on which day you practised, and none that is yet to come."],
  practice_minutes: [422, "Say how many minutes you practised, from 1 to 1440."],
  form_slow: [408, "The form took too long to arrive, so nothing was done. Send it again."],
  address_other: [422, "This is not the address of your account. Type it as it stands above."],
  address_changes_too_many: [
    429,
    "These were five requests within an hour. Nothing was sent.",
  ],
  address_changed_lately: [
    409,
    "The address was changed less than a week ago. For a week the address before it can take that back; then you can change it again.",
  ],
  change_unknown: [
    404,
    "There is no such change of address any more: it was called off, another one took its place, or it is too old. Nothing was changed just now.",
  ],
  webhook_unsigned: [401, "This notice is not signed as it should be, or too old."],
  webhook_invalid: [400, "This notice could not be read."],
  score_unknown: [404, "There is no such score in your library."],
  composer_unknown: [404, "There is no score by such a composer in your library."],
  none_chosen: [422, "Choose at least one score first."],
  bulk_too_many: [
    413,
    `These are too many scores to change at once: at most ${
      limits.scoresAtOnce.toLocaleString("en")
    }. Narrow them first.`,
  ],
  composer_missing: [422, "Type a composer first."],
  word_missing: [422, "Choose a word first, or none."],
  tag_missing: [422, "Type a tag first. Commas part several."],
  tag_too_long: [422, `A tag has at most ${limits.tagCharacters} characters.`],
  tags_too_many: [422, `A score has at most ${limits.tags} tags.`],
  view_nameless: [422, "Give the view a name."],
  view_too_long: [422, `The name of a view has at most ${limits.viewCharacters} characters.`],
  views_too_many: [409, `These are ${limits.views} views already. Remove one first.`],
  collection_unknown: [404, "There is no such collection or setlist of yours."],
  collection_nameless: [422, "Give it a name."],
  collection_too_long: [
    422,
    `The name has at most ${limits.collectionCharacters} characters.`,
  ],
  collection_taken: [409, "Another collection or setlist of yours has this name. Choose another."],
  collections_too_many: [
    409,
    `These are ${limits.collections} collections and setlists already. Delete one first.`,
  ],
  collection_full: [
    409,
    `It has room for ${limits.collectionScores} scores, so this was not added. Begin another one.`,
  ],
  share_unknown: [404, NO_SHARE],
  share_over: [410, NO_SHARE],
  share_too_often: [429, "This was asked for very often from where you are."],
  share_whom: [422, "Say whom the link is for, so that you know it again later."],
  share_whom_long: [422, `The name has at most ${limits.shareNameCharacters} characters.`],
  shares_too_many: [409, `These are ${limits.shares} links already. End one first.`],
  page_unknown: [404, "The score has no such page."],
  page_broken: [
    422,
    "This page cannot be drawn. The file itself is whole: download it to see it elsewhere.",
  ],
  title_missing: [422, "Give the score a title."],
  field_too_long: [422, `This is too long: at most ${limits.fieldCharacters} characters.`],
  form_too_large: [413, "This form is too large to be read."],
  form_invalid: [400, "This form could not be read. Go back and send it again."],
  form_empty: [422, "The form came without its fields. Go back and send it again."],
  file_away: [
    503,
    "The store that keeps the files is not answering, so this one cannot be fetched just now. Nothing is lost; try again in a minute.",
  ],
  file_gone: [
    404,
    "The file of this score is not there any more. What was read from it is kept; bring the file in again.",
  ],
  file_missing: [422, "Choose at least one file."],
  files_too_many: [413, `These are too many files at once: at most ${limits.filesAtOnce}.`],
  file_empty: [422, "The file is empty."],
  file_not_pdf: [415, `This is not a PDF, though its name says so. Attacca takes ${TAKEN}.`],
  file_unknown: [415, `This is no score that Attacca can open. It takes ${TAKEN}.`],
  file_too_large: [413, "The file is too large: at most 50 MB."],
  file_too_many_pages: [422, `The file has too many pages: at most ${limits.filePages}.`],
  file_encrypted: [
    422,
    "The file is protected by a password. Save a copy without one and add that.",
  ],
  file_damaged: [
    422,
    "The file is damaged or incomplete: it cannot be opened. Save or download it again.",
  ],
  file_entities: [
    422,
    "The file leaves some of its text to other files, or to abbreviations of its own, and Attacca opens neither. Save the score again as MusicXML with all of its text in it.",
  ],
  file_too_slow: [422, "The file could not be opened within 10 seconds, so it was not added."],
  file_too_heavy: [
    422,
    "The file needs more memory to open than a score should, so it was not added.",
  ],
  photo_unknown: [
    415,
    "This is no photo that can become a page: choose JPEG or PNG files. A PDF is added as it is.",
  ],
  photos_unknown: [
    404,
    "Nothing is here of these photos any more: they became a score, were thrown away, or nobody looked at them for a week.",
  ],
  photos_missing: [422, "Choose at least one photo."],
  photos_none: [422, "There is no page left to make a score of. Put one back, or add photos."],
  photos_too_many: [422, `One score can have ${limits.photos} photos at most.`],
  photos_too_large: [413, "Together the photos would be too large for one score: at most 50 MB."],
  photos_changed: [
    409,
    "The photos were changed in another window just now. Look at them again, then make the score.",
  ],
  photos_not: [
    422,
    "Only photos (JPEG or PNG) can be put together, and something else is among the chosen scores.",
  ],
  drafts_too_many: [
    409,
    `You have begun to put photos together ${limits.drafts} times. Finish one of those, or throw one away, first.`,
  ],
  crop_invalid: [
    422,
    "At each side 0 to 80 percent can be cut off, and at least a fifth of the page must be left.",
  ],
  quota_full: [
    507,
    "There is no room left for this file. To make room, delete scores that you need no longer, and empty the bin.",
  ],
  uploads_too_many: [
    429,
    `${limits.unfinished} files are on their way already. Finish some of them, or cancel them, first.`,
  ],
  upload_unknown: [
    404,
    "Nothing is here of this file any more: it was cancelled, or not finished within a day. Send it again.",
  ],
  upload_elsewhere: [409, "More of this file, or less, is here than was said. Ask how much it is."],
  upload_invalid: [400, "This is not sent as the tus protocol, version 1.0.0, says."],
  upload_version: [412, "Uploads in parts are taken by the tus protocol, version 1.0.0."],
  upload_broken: [400, "The upload broke off before the file was whole. Try again."],
  engine_unavailable: [
    503,
    "Scores cannot be opened right now. Nothing was added; try again in a minute.",
  ],
} as const satisfies Record<string, readonly [number, string]>;

/** A stable code; later versions add some and change none. */
export type ProblemCode = keyof typeof problems;

/** What a person is told of a problem that was written down. */
export const sentenceOf = (code: ProblemCode): string => problems[code][1];

/** Whether a text from outside is one of the codes. */
export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(problems, text);
}

/** Something that a person can be told, thrown where it is found. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: (typeof problems)[ProblemCode][0];

  /**
   * @param retryAt when it is worth trying again, where that is known (milliseconds since 1970)
   * @param now by the same clock
   */
  constructor(
    readonly code: ProblemCode,
    readonly retryAt: number | null = null,
    now: number = Date.now(),
  ) {
    const [, sentence] = problems[code];
    super(retryAt === null ? sentence : `${sentence} Try again ${within(retryAt - now)}.`);
    this.status = problems[code][0];
  }
}

/** How long it is until then, in words; a minute longer rather than too short. */
function within(ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  if (minutes < 90) return minutes === 1 ? "in a minute" : `in ${minutes} minutes`;
  return `in ${Math.ceil(minutes / 60)} hours`;
}
