// The page as a file: it fetches nothing.
import { start } from "./main.js";

start();
