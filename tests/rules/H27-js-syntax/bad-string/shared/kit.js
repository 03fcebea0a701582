const title = "Fire safety;
next();
