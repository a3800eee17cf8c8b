{{/* Egress rules: DNS, the group itself, HTTPS, the pod identity agent, and what the values add. A rule without peers is left out. */}}
{{- define "inference.egress" -}}
{{- with .Values.networkPolicy.egress }}
{{- with .dns }}
- to:
    {{- toYaml . | nindent 4 }}
  ports:
    - port: 53
      protocol: UDP
    - port: 53
      protocol: TCP
{{- end }}
{{- if include "inference.multiNode" $ }}
- to:
    - podSelector:
        matchLabels:
          {{- include "inference.instanceLabels" $ | nindent 10 }}
{{- end }}
{{- with .https }}
- to:
    {{- range . }}
    - ipBlock:
        {{- toYaml . | nindent 8 }}
    {{- end }}
  ports:
    - port: 443
      protocol: TCP
{{- end }}
{{- if .podIdentityAgent }}
- to:
    - ipBlock:
        cidr: 169.254.170.23/32
    - ipBlock:
        cidr: fd00:ec2::23/128
  ports:
    - port: 80
      protocol: TCP
{{- end }}
{{- with .extra }}
{{ toYaml . }}
{{- end }}
{{- end }}
{{- end -}}
