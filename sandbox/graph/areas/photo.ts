import { type Area, GraphFailure } from '../area.ts';

// Nobody of the tenant has uploaded a photo, and this is what Graph says then.
function noPhoto(): never {
  throw new GraphFailure(
    404,
    'ImageNotFound',
    "Exception of type 'Microsoft.Fast.Profile.Core.Exception.ImageNotFoundException' was thrown.",
  );
}

/** https://learn.microsoft.com/graph/api/profilephoto-get */
export const photo: Area = {
  name: 'photo',
  routes: [
    { method: 'GET', path: '{user}/photo', handle: noPhoto },
    { method: 'GET', path: '{user}/photo/$value', options: [], handle: noPhoto },
    { method: 'GET', path: '{user}/photos/{size}/$value', options: [], handle: noPhoto },
  ],
};
