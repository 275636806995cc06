package strings

import "io"

// A Replacer replaces several strings at once.
type Replacer struct {
	oldnew []string
}

// NewReplacer takes pairs of old and new; of several that fit, the first one counts.
func NewReplacer(oldnew ...string) *Replacer {
	if len(oldnew)%2 == 1 {
		panic("strings.NewReplacer: odd argument count")
	}
	return &Replacer{append([]string(nil), oldnew...)}
}

// at gives the pair whose old string is at the beginning of s, -1 if there is none.
func (r *Replacer) at(s string, empty bool) int {
	for i := 0; i < len(r.oldnew); i += 2 {
		if old := r.oldnew[i]; HasPrefix(s, old) && (empty || old != "") {
			return i
		}
	}
	return -1
}

// Replace gives s with all replaced.
func (r *Replacer) Replace(s string) string {
	var b []byte
	last := 0
	// An empty string is not replaced right after it was.
	empty := true
	for i := 0; i <= len(s); {
		pair := r.at(s[i:], empty)
		empty = true
		if pair < 0 {
			i++
			continue
		}
		if b == nil {
			b = make([]byte, 0, len(s))
		}
		b = append(b, s[last:i]...)
		b = append(b, r.oldnew[pair+1]...)
		i += len(r.oldnew[pair])
		last = i
		empty = r.oldnew[pair] != ""
	}
	if b == nil {
		return s
	}
	return string(append(b, s[last:]...))
}

// WriteString writes s with all replaced.
func (r *Replacer) WriteString(w io.Writer, s string) (n int, err error) {
	return io.WriteString(w, r.Replace(s))
}
