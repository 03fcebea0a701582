const other = "other.js";
load(other);
