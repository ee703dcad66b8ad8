/** The form kit: what a page imports to build a form. */
export { Check, Checks, type Choice, Radios } from './choices'
export { DateField } from './date-field'
export { Field, TextArea } from './field'
export { Form } from './form'
export { Group, Row } from './group'
export { type Option, Select } from './select'
