// How many objects, of how many bytes, each call makes: asked of the allocator itself, with package
// main compiled without inlining.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
)

type point struct{ X, Y int }

type named string

type stringer struct{ n int }

func (s stringer) String() string { return "stringer" }

type failure struct{ code int }

func (f *failure) Error() string { return "failure" }

var (
	n        = 1000
	small    = 7
	f        = 3.25
	long     = strings.Repeat("long text ", 20)
	word     = "word"
	words    = []string{"one", "two", "three", "four", "five"}
	numbers  = []int{5, 3, 9, 1, 7, 2, 8, 20, 30, 11, 13, 12, 4, 6}
	bytes    = []byte("some bytes")
	counts   = map[string]int{"a": 1, "b": 2, "c": 3}
	err      = errors.New("err")
	target   *failure
	wrapped  = fmt.Errorf("wrapped: %w", &failure{1})
	sink     any
	text     string
	list     []string
	yes      bool
	pool     = sync.Pool{New: func() any { return new([64]byte) }}
	mutex    sync.Mutex
	builder  strings.Builder
	discard  io.Writer = io.Discard
	duration           = 1500 * time.Millisecond
	pair               = point{1, 2}
	now      time.Time
	parsed   int
	parsedF  float64
)

type call struct {
	name string
	f    func()
}

var calls = []call{
	{"nothing", func() {}},
	{"errors.New", func() { sink = errors.New("x") }},
	{"errors.Is", func() { yes = errors.Is(wrapped, err) }},
	{"errors.As", func() { yes = errors.As(wrapped, &target) }},
	{"errors.Unwrap", func() { sink = errors.Unwrap(wrapped) }},
	{"errors.Join", func() { sink = errors.Join(err, nil, wrapped) }},
	{"Join.Error", func() { text = errors.Join(err, wrapped).Error() }},
	{"fmt.Sprint()", func() { text = fmt.Sprint() }},
	{"fmt.Sprint(const)", func() { text = fmt.Sprint("const") }},
	{"fmt.Sprint(n)", func() { text = fmt.Sprint(n) }},
	{"fmt.Sprint(small)", func() { text = fmt.Sprint(small) }},
	{"fmt.Sprint(string)", func() { text = fmt.Sprint(word) }},
	{"fmt.Sprint(several)", func() { text = fmt.Sprint(n, word, f, yes, 'x') }},
	{"fmt.Sprintf(%d)", func() { text = fmt.Sprintf("%d", n) }},
	{"fmt.Sprintf(%5d|%-5s)", func() { text = fmt.Sprintf("%5d|%-5s", n, word) }},
	{"fmt.Sprintf(%100d)", func() { text = fmt.Sprintf("%100d", n) }},
	{"fmt.Sprintf(%.100f)", func() { text = fmt.Sprintf("%.100f", f) }},
	{"fmt.Sprintf(%v float)", func() { text = fmt.Sprintf("%v", f) }},
	{"fmt.Sprintf(%x)", func() { text = fmt.Sprintf("%x", bytes) }},
	{"fmt.Sprintf(%q)", func() { text = fmt.Sprintf("%q", word) }},
	{"fmt.Sprintf(%q long)", func() { text = fmt.Sprintf("%q", long) }},
	{"fmt.Sprintf(%q bytes)", func() { text = fmt.Sprintf("%q", bytes) }},
	{"fmt.Sprintf(%#q)", func() { text = fmt.Sprintf("%#q", word) }},
	{"fmt.Sprintf(%v struct)", func() { text = fmt.Sprintf("%v", pair) }},
	{"fmt.Sprintf(%+v struct)", func() { text = fmt.Sprintf("%+v", pair) }},
	{"fmt.Sprintf(%#v struct)", func() { text = fmt.Sprintf("%#v", pair) }},
	{"fmt.Sprintf(%v &struct)", func() { text = fmt.Sprintf("%v", &pair) }},
	{"fmt.Sprintf(%v []int)", func() { text = fmt.Sprintf("%v", numbers) }},
	{"fmt.Sprintf(%v []string)", func() { text = fmt.Sprintf("%v", words) }},
	{"fmt.Sprintf(%v []byte)", func() { text = fmt.Sprintf("%v", bytes) }},
	{"fmt.Sprintf(%v map)", func() { text = fmt.Sprintf("%v", counts) }},
	{"fmt.Sprintf(%v map[int]point)", func() { text = fmt.Sprintf("%v", map[int]point{1: {1, 2}, 2: {3, 4}}) }},
	{"fmt.Sprintf(%v array)", func() { text = fmt.Sprintf("%v", [3]int{1, 2, 3}) }},
	{"fmt.Sprintf(%s array)", func() { text = fmt.Sprintf("%s", [3]byte{1, 2, 3}) }},
	{"fmt.Sprintf(%v stringer)", func() { text = fmt.Sprintf("%v", stringer{1}) }},
	{"fmt.Sprintf(%v []stringer)", func() { text = fmt.Sprintf("%v", []stringer{{1}, {2}}) }},
	{"fmt.Sprintf(%v error)", func() { text = fmt.Sprintf("%v", err) }},
	{"fmt.Sprintf(%v named)", func() { text = fmt.Sprintf("%v", named("x")) }},
	{"fmt.Sprintf(%T)", func() { text = fmt.Sprintf("%T", pair) }},
	{"fmt.Sprintf(%p)", func() { text = fmt.Sprintf("%p", &pair)[:2] }},
	{"fmt.Sprintf(%t %c %U)", func() { text = fmt.Sprintf("%t %c %U", yes, 'x', 'y') }},
	{"fmt.Sprintf(%!)", func() { text = fmt.Sprintf("%d", word) }},
	{"fmt.Sprintf(nested)", func() { text = fmt.Sprintf("%v", []any{1, word, nil, pair}) }},
	{"fmt.Sprintf(long)", func() { text = fmt.Sprintf("%s%s%s", long, long, long) }},
	{"fmt.Sprintln", func() { text = fmt.Sprintln(word, n) }},
	{"fmt.Errorf(const)", func() { sink = fmt.Errorf("const") }},
	{"fmt.Errorf(%d)", func() { sink = fmt.Errorf("%d", n) }},
	{"fmt.Errorf(%w)", func() { sink = fmt.Errorf("%w", err) }},
	{"fmt.Errorf(%w %w)", func() { sink = fmt.Errorf("%w %w", err, wrapped) }},
	{"fmt.Fprintln(discard)", func() { fmt.Fprintln(discard, word, n) }},
	{"fmt.Fprintf(builder)", func() { builder.Reset(); fmt.Fprintf(&builder, "%d %s", n, word) }},
	{"fmt.Fprint(os.Stderr)", func() { fmt.Fprint(os.Stderr, word, "\n") }},
	{"fmt.Appendf", func() { sink = fmt.Appendf(nil, "%d", n) }},
	{"strconv.Itoa(small)", func() { text = strconv.Itoa(small) }},
	{"strconv.Itoa(n)", func() { text = strconv.Itoa(n) }},
	{"strconv.Itoa(large)", func() { text = strconv.Itoa(n * 1e15) }},
	{"strconv.FormatInt(2)", func() { text = strconv.FormatInt(int64(n), 2) }},
	{"strconv.FormatFloat", func() { text = strconv.FormatFloat(f, 'g', -1, 64) }},
	{"strconv.FormatFloat(f 30)", func() { text = strconv.FormatFloat(f, 'f', 30, 64) }},
	{"strconv.FormatBool", func() { text = strconv.FormatBool(yes) }},
	{"strconv.Quote", func() { text = strconv.Quote(word) }},
	{"strconv.Quote(long)", func() { text = strconv.Quote(long) }},
	{"strconv.Quote(escapes)", func() { text = strconv.Quote("\x00\x01\x02\x03\x04\x05\x06\x07") }},
	{"strconv.QuoteRune", func() { text = strconv.QuoteRune('x') }},
	{"strconv.Unquote", func() { text, _ = strconv.Unquote(`"ab\tc"`) }},
	{"strconv.Unquote(simple)", func() { text, _ = strconv.Unquote(`"abc"`) }},
	{"strconv.Atoi", func() { parsed, _ = strconv.Atoi("12345") }},
	{"strconv.Atoi(wrong)", func() { parsed, sink = atoi("12x45") }},
	{"strconv.ParseInt(range)", func() { _, sink = parseInt("300") }},
	{"strconv.ParseFloat", func() { parsedF, _ = strconv.ParseFloat("3.25e10", 64) }},
	{"strconv.ParseFloat(wrong)", func() { _, sink = parseFloat("3.2.5") }},
	{"NumError.Error", func() { _, e := strconv.Atoi("12x45"); text = e.Error() }},
	{"strconv.AppendInt", func() { sink = strconv.AppendInt(nil, int64(n), 10) }},
	{"strings.Builder", func() { var b strings.Builder; b.WriteString(word); b.WriteByte('x'); text = b.String() }},
	{"strings.Builder(grows)", func() {
		var b strings.Builder
		for range 20 {
			b.WriteString(word)
		}
		text = b.String()
	}},
	{"strings.Builder.Grow", func() { var b strings.Builder; b.Grow(100); b.WriteString(long); text = b.String() }},
	{"strings.Repeat", func() { text = strings.Repeat(word, 10) }},
	{"strings.Repeat(spaces)", func() { text = strings.Repeat(" ", 50) }},
	{"strings.Repeat(long)", func() { text = strings.Repeat(word, 5000) }},
	{"strings.Join", func() { text = strings.Join(words, ", ") }},
	{"strings.Join(one)", func() { text = strings.Join(words[:1], ", ") }},
	{"strings.Split", func() { list = strings.Split("a,b,c,d", ",") }},
	{"strings.SplitN", func() { list = strings.SplitN("a,b,c,d", ",", 2) }},
	{"strings.Split(empty)", func() { list = strings.Split("abc", "") }},
	{"strings.Fields", func() { list = strings.Fields(" a b  c ") }},
	{"strings.Fields(unicode)", func() { list = strings.Fields(" é b  c ") }},
	{"strings.FieldsFunc", func() { list = strings.FieldsFunc("a1b2c", func(r rune) bool { return r < 'a' }) }},
	{"strings.ToUpper", func() { text = strings.ToUpper(word) }},
	{"strings.ToUpper(unicode)", func() { text = strings.ToUpper("héllo") }},
	{"strings.ToLower(same)", func() { text = strings.ToLower(word) }},
	{"strings.Title", func() { text = strings.Title("hello world") }},
	{"strings.Map", func() { text = strings.Map(func(r rune) rune { return r + 1 }, word) }},
	{"strings.Map(same)", func() { text = strings.Map(func(r rune) rune { return r }, word) }},
	{"strings.Replace", func() { text = strings.Replace(long, "text", "words", -1) }},
	{"strings.Replace(none)", func() { text = strings.Replace(long, "nothing", "words", -1) }},
	{"strings.Trim", func() { text = strings.Trim(long, "lt ") }},
	{"strings.TrimSpace", func() { text = strings.TrimSpace(long) }},
	{"strings.Index", func() { parsed = strings.Index(long, "text") }},
	{"strings.IndexRune", func() { parsed = strings.IndexRune("héllo wörld", 'ö') }},
	{"strings.Count", func() { parsed = strings.Count(long, "t") }},
	{"strings.Contains", func() { yes = strings.Contains(long, "x") }},
	{"strings.EqualFold", func() { yes = strings.EqualFold(long, "LONG") }},
	{"strings.Clone", func() { text = strings.Clone(word) }},
	{"strings.Cut", func() { text, _, yes = strings.Cut(long, " ") }},
	{"strings.NewReader", func() { sink = strings.NewReader(word) }},
	{"strings.ToValidUTF8", func() { text = strings.ToValidUTF8("a\xffb", "?") }},
	{"sort.Ints", func() { sort.Ints(numbers) }},
	{"sort.Strings", func() { sort.Strings(words) }},
	{"sort.Slice", func() { sort.Slice(numbers, func(i, j int) bool { return numbers[i] < numbers[j] }) }},
	{"sort.Slice([]string)", func() { sort.Slice(words, func(i, j int) bool { return words[i] > words[j] }) }},
	{"sort.Slice([]struct)", func() {
		p := []point{{3, 1}, {1, 2}, {2, 3}}
		sort.Slice(p, func(i, j int) bool { return p[i].X < p[j].X })
	}},
	{"sort.SliceStable", func() { sort.SliceStable(numbers, func(i, j int) bool { return numbers[i] < numbers[j] }) }},
	{"sort.Sort", func() { sort.Sort(sort.IntSlice(numbers)) }},
	{"sort.Sort(Reverse)", func() { sort.Sort(sort.Reverse(sort.IntSlice(numbers))) }},
	{"sort.Stable", func() { sort.Stable(sort.StringSlice(words)) }},
	{"sort.Search", func() { parsed = sort.Search(100, func(i int) bool { return i > 50 }) }},
	{"sync.Mutex", func() { mutex.Lock(); mutex.Unlock() }},
	{"sync.Mutex(local)", func() { var m sync.Mutex; m.Lock(); m.Unlock() }},
	{"sync.RWMutex(local)", func() { var m sync.RWMutex; m.RLock(); m.RUnlock(); m.Lock(); m.Unlock() }},
	{"sync.Once", func() { var o sync.Once; o.Do(func() {}) }},
	{"sync.Pool", func() { pool.Put(pool.Get()) }},
	{"sync.NewCond", func() { sink = sync.NewCond(&mutex) }},
	{"sync.WaitGroup", func() { var wg sync.WaitGroup; wg.Add(1); wg.Done(); wg.Wait() }},
	{"sync.OnceFunc", func() { sync.OnceFunc(func() {})() }},
	{"time.Duration.String", func() { text = duration.String() }},
	{"time.Since", func() { duration = time.Since(now) }},
	{"time.Now", func() { now = time.Now() }},
	{"time.NewTimer", func() { t := time.NewTimer(time.Hour); t.Stop() }},
	{"time.AfterFunc", func() { t := time.AfterFunc(time.Hour, func() {}); t.Stop() }},
	{"time.Time.Format", func() { text = time.Unix(1e9, 0).UTC().Format(time.RFC3339) }},
	{"panic index", func() {
		defer func() { sink = recover() }()
		numbers[n]++
	}},
	{"panic divide", func() {
		defer func() { sink = recover() }()
		parsed = n / (small - 7)
	}},
	{"panic assertion", func() {
		defer func() { sink = recover() }()
		sink = any(n).(string)
	}},
}

func atoi(s string) (int, error)           { return strconv.Atoi(s) }
func parseInt(s string) (int64, error)     { return strconv.ParseInt(s, 10, 8) }
func parseFloat(s string) (float64, error) { return strconv.ParseFloat(s, 64) }

func main() {
	var before, after runtime.MemStats
	for _, c := range calls {
		c.f()
		c.f()
		// The least of several: others may allocate meanwhile.
		objects, size := uint64(1<<63), uint64(1<<63)
		for range 7 {
			runtime.ReadMemStats(&before)
			c.f()
			runtime.ReadMemStats(&after)
			objects = min(objects, after.Mallocs-before.Mallocs)
			size = min(size, after.TotalAlloc-before.TotalAlloc)
		}
		println(c.name, objects, size)
	}
}
