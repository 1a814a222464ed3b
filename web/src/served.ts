// The page that a server gives: it can fetch more of the graph.
import { start } from "./main.js";
import "./ondemand.js";

start();
