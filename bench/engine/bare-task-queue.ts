export const bareTaskQueue = 'bare';
