// x
while (!win.API_1484_11) win = win.parent;
