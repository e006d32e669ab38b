export {
  channelPlaces,
  chatLabel,
  chatPlaces,
  type Found,
  findPlaces,
  levelOf,
  type Place,
} from '../../chat/match-place.ts';
