/** The form kit: what a page imports to build a form. */
export { Check, Checks, Radios } from './choices'
export { DateField } from './date-field'
export { Field, TextArea } from './field'
export { FileField } from './file-field'
export { Form } from './form'
export { Group, Row } from './group'
export { NoteFor } from './note-for'
export { Select } from './select'
