{{/* Arithmetic on the quantities that the schema lets through: a whole number of Mi, Gi or Ti. */}}

{{/* A quantity in MiB. */}}
{{- define "inference.mebibytes" -}}
{{- $number := regexFind "^[0-9]+" . | int64 -}}
{{- if hasSuffix "Ti" . -}}{{- mul $number 1048576 -}}
{{- else if hasSuffix "Gi" . -}}{{- mul $number 1024 -}}
{{- else -}}{{- $number -}}
{{- end -}}
{{- end -}}

{{/* Checks of a period that cover a number of seconds, rounded up. Takes a dict of seconds and period. */}}
{{- define "inference.checks" -}}
{{- div (sub (add (int64 .seconds) (int64 .period)) 1) (int64 .period) -}}
{{- end -}}
