const pictures = ["door.png", "Stair.png", "Gone.png"];
const shown = "Door.PNG is what the door is called";
