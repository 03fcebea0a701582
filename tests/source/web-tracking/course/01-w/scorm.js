// x
function f(api) {
  api.LMSInitialize("");
}
