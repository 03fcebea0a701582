window.location = "first.html";
