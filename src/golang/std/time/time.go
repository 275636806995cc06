package time

// A Time is a moment. wall has a flag that the time is of the running clock, then seconds since 1885
// (33 bits) and nanoseconds (30 bits); ext is then the reading of the clock, else seconds since the
// year 1. loc is nil for UTC.
type Time struct {
	wall uint64
	ext  int64
	loc  *Location
}

const (
	hasMonotonic = 1 << 63
	nsecMask     = 1<<30 - 1
	nsecShift    = 30

	secondsPerDay = 86400

	// Days since the year 1, of 1885 and of 1970.
	daysTo1885 = 365*1884 + 1884/4 - 1884/100 + 1884/400
	daysTo1970 = 365*1969 + 1969/4 - 1969/100 + 1969/400

	wallToInternal = daysTo1885 * secondsPerDay
	unixToInternal = daysTo1970 * secondsPerDay

	// The simulated clock starts at 2009-11-10 23:00:00 UTC.
	startUnix = 1257894000
)

// Location is a time zone. All there is is UTC.
type Location struct {
	name   string
	offset int
}

var utcLoc = Location{name: "UTC"}

// UTC is universal time, Local the same.
var (
	UTC   *Location = &utcLoc
	Local *Location = &localLoc
)

var localLoc = Location{name: "Local"}

func (l *Location) String() string {
	if l == nil {
		return "UTC"
	}
	return l.name
}

// FixedZone gives a zone that is offset seconds east of UTC.
func FixedZone(name string, offset int) *Location {
	return &Location{name, offset}
}

// Month is a month.
type Month int

const (
	January Month = 1 + iota
	February
	March
	April
	May
	June
	July
	August
	September
	October
	November
	December
)

// Weekday is a day of the week.
type Weekday int

const (
	Sunday Weekday = iota
	Monday
	Tuesday
	Wednesday
	Thursday
	Friday
	Saturday
)

var monthNames = [...]string{
	"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
	"November", "December",
}

var dayNames = [...]string{
	"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
}

func (m Month) String() string {
	if January <= m && m <= December {
		return monthNames[m-1]
	}
	return "%!Month(" + string(decimal(nil, int(m), 0)) + ")"
}

func (d Weekday) String() string {
	if Sunday <= d && d <= Saturday {
		return dayNames[d]
	}
	return "%!Weekday(" + string(decimal(nil, int(d), 0)) + ")"
}

// decimal appends a number with at least width digits.
func decimal(b []byte, n, width int) []byte {
	u := uint(n)
	if n < 0 {
		b = append(b, '-')
		u = -u
	}
	var digits [20]byte
	i := len(digits)
	for u > 0 || i == len(digits) {
		i--
		digits[i] = byte('0' + u%10)
		u /= 10
	}
	for len(digits)-i < width {
		i--
		digits[i] = '0'
	}
	return append(b, digits[i:]...)
}

// Now gives the time of the simulated clock.
func Now() Time {
	// As in Go, the clock's readings begin at 1.
	nano := runtimeNano() + 1
	sec := nano/1e9 + startUnix + (daysTo1970-daysTo1885)*secondsPerDay
	return Time{hasMonotonic | uint64(sec)<<nsecShift | uint64(nano%1e9), nano, Local}
}

// Unix gives the time of seconds and nanoseconds since 1970.
func Unix(sec int64, nsec int64) Time {
	sec += nsec / 1e9
	nsec %= 1e9
	if nsec < 0 {
		nsec += 1e9
		sec--
	}
	return Time{uint64(nsec), sec + unixToInternal, Local}
}

// UnixMilli and UnixMicro give the time of milliseconds and microseconds since 1970.
func UnixMilli(msec int64) Time { return Unix(msec/1e3, msec%1e3*1e6) }
func UnixMicro(usec int64) Time { return Unix(usec/1e6, usec%1e6*1e3) }

// sec gives the seconds since the year 1.
func (t *Time) sec() int64 {
	if t.wall&hasMonotonic != 0 {
		return wallToInternal + int64(t.wall<<1>>(nsecShift+1))
	}
	return t.ext
}

func (t *Time) nsec() int32 { return int32(t.wall & nsecMask) }

// strip leaves the clock's reading out.
func (t *Time) strip() {
	if t.wall&hasMonotonic != 0 {
		t.ext = t.sec()
		t.wall &= nsecMask
	}
}

// IsZero tells whether t is the beginning of the year 1.
func (t Time) IsZero() bool { return t.sec() == 0 && t.nsec() == 0 }

// Unix and its relatives give the time since 1970.
func (t Time) Unix() int64      { return t.sec() - unixToInternal }
func (t Time) UnixMilli() int64 { return t.Unix()*1e3 + int64(t.nsec())/1e6 }
func (t Time) UnixMicro() int64 { return t.Unix()*1e6 + int64(t.nsec())/1e3 }
func (t Time) UnixNano() int64  { return t.Unix()*1e9 + int64(t.nsec()) }

// Compare gives -1, 0 or 1 as t is before, at or after u.
func (t Time) Compare(u Time) int {
	a, b := t.sec(), u.sec()
	if t.wall&u.wall&hasMonotonic != 0 {
		a, b = t.ext, u.ext
	} else if a == b {
		a, b = int64(t.nsec()), int64(u.nsec())
	}
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (t Time) Before(u Time) bool { return t.Compare(u) < 0 }
func (t Time) After(u Time) bool  { return t.Compare(u) > 0 }
func (t Time) Equal(u Time) bool  { return t.Compare(u) == 0 }

// Add gives the time d later.
func (t Time) Add(d Duration) Time {
	sec := int64(d / 1e9)
	nsec := t.nsec() + int32(d%1e9)
	if nsec >= 1e9 {
		sec++
		nsec -= 1e9
	} else if nsec < 0 {
		sec--
		nsec += 1e9
	}
	t.wall = t.wall&^nsecMask | uint64(nsec)
	if t.wall&hasMonotonic != 0 {
		t.wall += uint64(sec) << nsecShift
		t.ext += int64(d)
	} else {
		t.ext += sec
	}
	return t
}

// Sub gives the time from u to t.
func (t Time) Sub(u Time) Duration {
	if t.wall&u.wall&hasMonotonic != 0 {
		return Duration(t.ext - u.ext)
	}
	d := Duration(t.sec()-u.sec())*Second + Duration(t.nsec()-u.nsec())
	switch {
	case u.Add(d).Equal(t):
		return d
	case t.Before(u):
		return minDuration
	}
	return maxDuration
}

// Since and Until give the time from t to now and from now to t.
func Since(t Time) Duration { return Now().Sub(t) }
func Until(t Time) Duration { return t.Sub(Now()) }

// UTC, Local and In give the same time in another zone.
func (t Time) UTC() Time {
	t.strip()
	t.loc = nil
	return t
}

func (t Time) Local() Time {
	t.strip()
	t.loc = Local
	return t
}

func (t Time) In(loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Time.In")
	}
	t.strip()
	t.loc = loc
	if loc == UTC {
		t.loc = nil
	}
	return t
}

// Location gives the zone of t.
func (t Time) Location() *Location {
	if t.loc == nil {
		return UTC
	}
	return t.loc
}

// Zone gives the name and the seconds east of UTC.
func (t Time) Zone() (name string, offset int) {
	if t.loc == nil || t.loc == Local {
		return "UTC", 0
	}
	return t.loc.name, t.loc.offset
}

// abs gives the seconds since the year 1 that the clock on the wall shows.
func (t Time) abs() int64 {
	_, offset := t.Zone()
	return t.sec() + int64(offset)
}

// split gives days since the year 1 and seconds of the day.
func (t Time) split() (days, sec int64) {
	abs := t.abs()
	days, sec = abs/secondsPerDay, abs%secondsPerDay
	if sec < 0 {
		days--
		sec += secondsPerDay
	}
	return
}

// Clock gives hour, minute and second; Hour and its relatives one of them.
func (t Time) Clock() (hour, min, sec int) {
	_, s := t.split()
	return int(s / 3600), int(s / 60 % 60), int(s % 60)
}

func (t Time) Hour() int       { h, _, _ := t.Clock(); return h }
func (t Time) Minute() int     { _, m, _ := t.Clock(); return m }
func (t Time) Second() int     { _, _, s := t.Clock(); return s }
func (t Time) Nanosecond() int { return int(t.nsec()) }

// Date gives year, month and day; Year and its relatives one of them.
func (t Time) Date() (year int, month Month, day int) {
	days, _ := t.split()
	year, month, day, _ = civil(days)
	return
}

func (t Time) Year() int    { y, _, _ := t.Date(); return y }
func (t Time) Month() Month { _, m, _ := t.Date(); return m }
func (t Time) Day() int     { _, _, d := t.Date(); return d }

func (t Time) YearDay() int {
	days, _ := t.split()
	_, _, _, n := civil(days)
	return n
}

func (t Time) Weekday() Weekday {
	days, _ := t.split()
	// The year 1 began with a Monday.
	return Weekday(((days+1)%7 + 7) % 7)
}

// civil gives the date of a day counted from the year 1, and the number of the day in its year.
func civil(days int64) (year int, month Month, day, yearDay int) {
	// Counted from the first of March of the year 0, leap days come last in their cycles.
	n := days + 306
	era := n / 146097
	if n < 0 {
		era = (n - 146096) / 146097
	}
	n -= era * 146097
	y := (n - n/1460 + n/36524 - n/146096) / 365
	n -= 365*y + y/4 - y/100
	m := (5*n + 2) / 153
	day = int(n-(153*m+2)/5) + 1
	year = int(y + era*400)
	month = Month(m + 3)
	if m >= 10 {
		month -= 12
		year++
	}
	return year, month, day, int(days-daysBefore(int64(year))) + 1
}

// daysBefore counts the days from the year 1 to the beginning of a year.
func daysBefore(year int64) int64 {
	y := year - 1
	era := y / 400
	if y < 0 {
		era = (y - 399) / 400
	}
	y -= era * 400
	return era*146097 + 365*y + y/4 - y/100
}

func leap(year int64) bool {
	return year%4 == 0 && (year%100 != 0 || year%400 == 0)
}

// Date gives the time of a date and a clock in a zone; values may lie outside of their ranges.
func Date(year int, month Month, day, hour, min, sec, nsec int, loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Date")
	}
	m := int(month) - 1
	year += m / 12
	if m %= 12; m < 0 {
		m += 12
		year--
	}
	days := daysBefore(int64(year))
	// Months before this one: 31 and 30 days in turn, but for February.
	starts := [...]int64{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334}
	days += starts[m]
	if m >= 2 && leap(int64(year)) {
		days++
	}
	days += int64(day) - 1
	seconds := days*secondsPerDay + int64(hour)*3600 + int64(min)*60 + int64(sec)
	t := Unix(seconds-unixToInternal-int64(loc.offset), int64(nsec))
	t.loc = loc
	if loc == UTC {
		t.loc = nil
	}
	return t
}

// AddDate gives the same time of another date.
func (t Time) AddDate(years int, months int, days int) Time {
	year, month, day := t.Date()
	hour, min, sec := t.Clock()
	return Date(year+years, month+Month(months), day+days, hour, min, sec, t.Nanosecond(), t.Location())
}

// Truncate and Round give a multiple of d since the beginning.
func (t Time) Truncate(d Duration) Time {
	t.strip()
	if d <= 0 {
		return t
	}
	return t.Add(-t.rest(d))
}

func (t Time) Round(d Duration) Time {
	t.strip()
	if d <= 0 {
		return t
	}
	r := t.rest(d)
	if r+r < d {
		return t.Add(-r)
	}
	return t.Add(d - r)
}

// rest gives the time since the last multiple of d.
func (t Time) rest(d Duration) Duration {
	sec, step := t.sec(), int64(d)
	if step%int64(Second) == 0 {
		s := sec % (step / int64(Second))
		return Duration(s)*Second + Duration(t.nsec())
	}
	// Seconds modulo the step, then nanoseconds: the step is small enough that nothing overflows.
	r := (sec%step*(int64(Second)%step))%step + int64(t.nsec())
	return Duration(r % step)
}
