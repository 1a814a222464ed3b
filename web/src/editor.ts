// The server's query page: the form is sent to the endpoint, and the page that comes back has the
// result. The editor and the forms of the result are added to it.
import { byId } from "./dom.js";
import { completions } from "./query/completion.js";
import { openField } from "./query/field.js";
import { offer } from "./query/forms.js";
import { servedSource } from "./query/served.js";

const form = byId("ask") as HTMLFormElement;
const field = openField(completions(servedSource()));
const { badLine, badColumn } = byId("query").dataset;
if (badLine !== undefined) field.mark(Number(badLine), Number(badColumn ?? 1), byId("problem").querySelector("p")?.textContent ?? "");
// A query that is too long for an address is posted.
form.addEventListener("submit", () => {
  form.method = field.text.length > 4000 ? "post" : "get";
  // The form of the result that the reader has chosen is for the next one as well.
  form.action = `/sparql${location.hash}`;
});
const result = document.getElementById("result");
if (result) offer(result);
