API.LMSInitialize("");
API.LMSFinish("");
