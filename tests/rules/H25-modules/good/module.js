var module = {};
