export { channelNames, forgetTeams, readChats, readTeams } from '../../directory/places.ts';
