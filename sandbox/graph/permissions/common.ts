/** Permissions that open many places. */
export const directory = ['Directory.Read.All', 'Directory.ReadWrite.All'];
export const usersAll = ['User.Read.All', 'User.ReadWrite.All', ...directory];
export const own = ['User.Read', 'User.ReadWrite', 'User.ReadBasic.All', ...usersAll];
export const groups = ['GroupMember.Read.All', 'Group.ReadBasic.All', 'Group.Read.All', 'Group.ReadWrite.All'];
