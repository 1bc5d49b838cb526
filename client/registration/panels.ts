export { KeptRegistrations } from './kept-registrations.panel.tsx';
export { RegistrationBar } from './registration.panel.tsx';
