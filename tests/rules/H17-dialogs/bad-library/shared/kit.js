/*! Kit 3.1, MIT licence */
function ask(text) { return confirm(text); }
