{{/* Refuses a model that is not named, not placed, or not split as the accelerators are. */}}

{{- define "inference.validateModel" -}}
{{- with .Values.model -}}
{{- if not .servedName -}}
{{- fail "model.servedName: is empty; give the name by which clients ask for the model, such as llama-3.3-70b" -}}
{{- end -}}
{{- if eq .source "s3" -}}
{{- if not .s3.bucket -}}
{{- fail "model.s3.bucket: is empty; give the bucket that holds the model, or set model.source to hub" -}}
{{- end -}}
{{- if not .s3.prefix -}}
{{- fail "model.s3.prefix: is empty; give the prefix that holds config.json and the safetensors files" -}}
{{- end -}}
{{- else if .s3.bucket -}}
{{- fail (printf "model.s3.bucket: is %q, but model.source is hub; leave it empty, or set model.source to s3" .s3.bucket) -}}
{{- end -}}
{{- if and (eq .source "s3") .hub.repository -}}
{{- fail (printf "model.hub.repository: is %q, but model.source is s3; leave it empty, or set model.source to hub" .hub.repository) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "inference.validateParallelism" -}}
{{- $nodes := int64 .Values.parallelism.nodes -}}
{{- $ranks := mul (int64 .Values.parallelism.tensor) (int64 .Values.parallelism.pipeline) -}}
{{- if ne .Values.engine "cpu" -}}
{{- $each := int64 .Values.resources.accelerators -}}
{{- if eq .Values.engine "neuron" -}}{{- $each = mul $each (int64 .Values.engines.neuron.coresPerDevice) -}}{{- end -}}
{{- if ne $ranks (mul $each $nodes) -}}
{{- fail (printf "parallelism: tensor %d times pipeline %d is %d, but %d node(s) with %d device(s) each are %d; make them equal" (int64 .Values.parallelism.tensor) (int64 .Values.parallelism.pipeline) $ranks $nodes $each (mul $each $nodes)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
