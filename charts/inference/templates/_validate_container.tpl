{{/* Refuses arguments and environment variables that the chart sets itself from other values. */}}

{{/* Argument, and the value that it belongs to. */}}
{{- define "inference.ownArguments" -}}
--api-key: apiKey.secretName
--code-revision: model.hub.revision
--config: extraArguments, one word an entry
--disable-access-log-for-endpoints: nothing; the chart fixes it
--distributed-executor-backend: parallelism.nodes
--dtype: model.dataType
--gpu-memory-utilization: model.memoryUtilization
--grpc: nothing; the chart serves HTTP
--headless: parallelism.nodes
--hf-token: model.hub.tokenSecret
--host: nothing; the chart fixes it
--kv-cache-dtype: model.keyValueCacheType
--load-format: engines.<engine>.loading
--master-addr: parallelism.nodes
--master-port: multiNode.masterPort
--max-model-len: model.maxLength
--max-num-seqs: model.maxSequences
--model: model.source
--model-loader-extra-config: model.s3.concurrency
--nnodes: parallelism.nodes
--node-rank: parallelism.nodes
--pipeline-parallel-size: parallelism.pipeline
--port: service.port
--quantization: model.quantization
--revision: model.hub.revision
--served-model-name: model.servedName
--shutdown-timeout: drain.longestStreamSeconds
--ssl-certfile: nothing; probes and the Service speak HTTP
--ssl-keyfile: nothing; probes and the Service speak HTTP
--tensor-parallel-size: parallelism.tensor
--tokenizer-revision: model.hub.revision
--uds: nothing; the chart serves HTTP
-n: parallelism.nodes
-pp: parallelism.pipeline
-q: model.quantization
-r: parallelism.nodes
-tp: parallelism.tensor
{{- end -}}

{{- define "inference.validateArguments" -}}
{{- $own := include "inference.ownArguments" . | fromYaml -}}
{{- range $field, $arguments := dict "extraArguments" .Values.extraArguments (printf "engines.%s.arguments" .Values.engine) (get .Values.engines .Values.engine).arguments -}}
{{- range $arguments -}}
{{- /* vLLM takes underscores for hyphens in names. */ -}}
{{- $name := splitList "=" . | first | replace "_" "-" -}}
{{- if hasKey $own $name -}}
{{- fail (printf "%s: %s is set by the chart; use %s" $field . (get $own $name)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "inference.validateEnvironment" -}}
{{- $field := printf "engines.%s.environment or extraEnvironment" .Values.engine -}}
{{- $kept := dict "VLLM_API_KEY" "apiKey.secretName" "LWS_GROUP_SIZE" "parallelism.nodes" "LWS_WORKER_INDEX" "parallelism.nodes" "LWS_LEADER_ADDRESS" "parallelism.nodes" -}}
{{- range concat (get .Values.engines .Values.engine).environment .Values.extraEnvironment -}}
{{- if hasKey $kept .name -}}
{{- fail (printf "%s: %s is set by the chart; use %s" $field .name (get $kept .name)) -}}
{{- end -}}
{{- end -}}
{{- $seen := dict -}}
{{- range include "inference.environment" (dict "root" . "role" (include "inference.servingRole" .)) | fromYamlArray -}}
{{- if hasKey $seen .name -}}
{{- fail (printf "%s: %s is set by the chart, or twice; remove it, or name it once" $field .name) -}}
{{- end -}}
{{- $_ := set $seen .name true -}}
{{- end -}}
{{- end -}}
