var words = { right: "schön" };
