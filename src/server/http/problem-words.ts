import { waitFor } from "#src/words/phrase.ts";

export interface ProblemWords {
  title: string;
  sentence: string;
}

const KEPT = "Nothing you have already answered is lost.";

/** What the shell says for each status that it answers itself: what happened, what to do, and that nothing is lost. */
export const PROBLEM_WORDS = {
  400: {
    title: "That request could not be read",
    sentence: `The address or the form arrived damaged. Go back and try again, or start from the home page. ${KEPT}`,
  },
  401: {
    title: "Please sign in",
    sentence: "This address is for those who have signed in. Sign in, then open it again.",
  },
  403: {
    title: "That form did not come from this site",
    sentence: `To protect you, forms are only accepted from our own pages. Open the page here and send it again. ${KEPT}`,
  },
  404: {
    title: "There is no page here",
    sentence: `The address may be mistyped, or the page may have been removed. Check the address, or start from the home page.`,
  },
  405: {
    title: "That is not possible here",
    sentence: `This address does not take that kind of request. Open it as an ordinary page instead. ${KEPT}`,
  },
  408: {
    title: "That took too long",
    sentence: `Your request did not arrive in time. Check your connection and try again. ${KEPT}`,
  },
  413: {
    title: "That was too much at once",
    sentence: `What was sent is larger than we accept. Go back, shorten it and send it again. ${KEPT}`,
  },
  414: {
    title: "That address is too long",
    sentence: `The address is longer than we accept. Use the link as it was given, or start from the home page. ${KEPT}`,
  },
  415: {
    title: "That format is not accepted",
    sentence: `What was sent is in a format that we do not read. Use the form on the page instead. ${KEPT}`,
  },
  421: {
    title: "That address is not ours",
    sentence: `The request named a site that this server does not run. Check the address and try again. ${KEPT}`,
  },
  422: {
    title: "That could not be used",
    sentence: `Something in the form was missing or not one of the choices. Go back, check it and send it again. ${KEPT}`,
  },
  429: {
    title: "Too many requests",
    sentence: `More requests came from your connection than we accept. Wait a little and try again. ${KEPT}`,
  },
  431: {
    title: "That request was too large",
    sentence: `Your browser sent more headers than we accept. Clear the cookies for this site and try again. ${KEPT}`,
  },
  500: {
    title: "Something went wrong on our side",
    sentence: `This page could not be shown. Try again in a minute. ${KEPT}`,
  },
  503: {
    title: "We cannot save anything just now",
    sentence:
      "Nothing was saved this time. Your answers are still on the previous page: go back, wait a minute and send them again. Nothing saved before is lost.",
  },
} as const satisfies Record<number, ProblemWords>;

export type ProblemStatus = keyof typeof PROBLEM_WORDS;

/** For a write whose answer was lost on the way to a remote database: saying that nothing was saved could be untrue. */
export const PERHAPS_SAVED: ProblemWords = {
  title: "We cannot tell whether that was saved",
  sentence:
    "The connection to our database broke. Go back, wait a minute and send it again: sending it twice does no harm. Nothing saved before is lost.",
};

/** For a limit that says in how many seconds there is room again. */
export const limitedFor = (seconds: number): ProblemWords => ({
  title: PROBLEM_WORDS[429].title,
  sentence: `More requests came from your connection than we accept. Try again in ${waitFor(seconds)}. ${KEPT}`,
});
