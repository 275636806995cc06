package time

// Layouts: how the moment Mon Jan 2 15:04:05 2006 -0700 is written.
const (
	Layout      = "01/02 03:04:05PM '06 -0700"
	ANSIC       = "Mon Jan _2 15:04:05 2006"
	UnixDate    = "Mon Jan _2 15:04:05 MST 2006"
	RubyDate    = "Mon Jan 02 15:04:05 -0700 2006"
	RFC822      = "02 Jan 06 15:04 MST"
	RFC822Z     = "02 Jan 06 15:04 -0700"
	RFC850      = "Monday, 02-Jan-06 15:04:05 MST"
	RFC1123     = "Mon, 02 Jan 2006 15:04:05 MST"
	RFC1123Z    = "Mon, 02 Jan 2006 15:04:05 -0700"
	RFC3339     = "2006-01-02T15:04:05Z07:00"
	RFC3339Nano = "2006-01-02T15:04:05.999999999Z07:00"
	Kitchen     = "3:04PM"
	Stamp       = "Jan _2 15:04:05"
	StampMilli  = "Jan _2 15:04:05.000"
	StampMicro  = "Jan _2 15:04:05.000000"
	StampNano   = "Jan _2 15:04:05.000000000"
	DateTime    = "2006-01-02 15:04:05"
	DateOnly    = "2006-01-02"
	TimeOnly    = "15:04:05"
)

// Parts of a layout; where one is the beginning of another the longer comes first.
var parts = [...]string{
	"January", "Jan", "Monday", "Mon", "MST", "2006", "002", "01", "02", "03", "04", "05", "06", "15",
	"__2", "_2006", "_2", "PM", "pm", "-07:00:00", "-07:00", "-070000", "-0700", "-07", "Z07:00:00",
	"Z07:00", "Z070000", "Z0700", "Z07", "1", "2", "3", "4", "5",
}

// next gives the part that stands at the beginning of layout, "" if there is none.
func next(layout string) string {
	if layout[0] == '.' || layout[0] == ',' {
		return fractionPart(layout)
	}
	for _, part := range parts {
		if len(layout) < len(part) || layout[:len(part)] != part {
			continue
		}
		if part == "Jan" && len(layout) > 3 && 'a' <= layout[3] && layout[3] <= 'z' {
			return ""
		}
		if part == "Mon" && len(layout) > 3 && 'a' <= layout[3] && layout[3] <= 'z' {
			return ""
		}
		return part
	}
	return ""
}

// fractionPart gives .000 or .999 of any length, if no other digit follows.
func fractionPart(layout string) string {
	if len(layout) < 2 || layout[1] != '0' && layout[1] != '9' {
		return ""
	}
	n := 1
	for n < len(layout) && layout[n] == layout[1] {
		n++
	}
	if n < len(layout) && '0' <= layout[n] && layout[n] <= '9' {
		return ""
	}
	return layout[:n]
}

// Format gives the time as a layout says.
func (t Time) Format(layout string) string {
	var buf [64]byte
	return string(t.AppendFormat(buf[:0], layout))
}

// AppendFormat appends it to b.
func (t Time) AppendFormat(b []byte, layout string) []byte {
	year, month, day := t.Date()
	hour, min, sec := t.Clock()
	for layout != "" {
		part := next(layout)
		if part == "" {
			b = append(b, layout[0])
			layout = layout[1:]
			continue
		}
		layout = layout[len(part):]
		switch part {
		case "January":
			b = append(b, month.String()...)
		case "Jan":
			b = append(b, month.String()[:3]...)
		case "Monday":
			b = append(b, t.Weekday().String()...)
		case "Mon":
			b = append(b, t.Weekday().String()[:3]...)
		case "2006":
			b = decimal(b, year, 4)
		case "_2006":
			b = append(b, '_')
			b = decimal(b, year, 4)
		case "06":
			b = decimal(b, abs(year)%100, 2)
		case "01":
			b = decimal(b, int(month), 2)
		case "1":
			b = decimal(b, int(month), 0)
		case "02":
			b = decimal(b, day, 2)
		case "2":
			b = decimal(b, day, 0)
		case "_2":
			if day < 10 {
				b = append(b, ' ')
			}
			b = decimal(b, day, 0)
		case "002":
			b = decimal(b, t.YearDay(), 3)
		case "__2":
			n := t.YearDay()
			if n < 100 {
				b = append(b, ' ')
			}
			if n < 10 {
				b = append(b, ' ')
			}
			b = decimal(b, n, 0)
		case "15":
			b = decimal(b, hour, 2)
		case "03":
			b = decimal(b, twelve(hour), 2)
		case "3":
			b = decimal(b, twelve(hour), 0)
		case "04":
			b = decimal(b, min, 2)
		case "4":
			b = decimal(b, min, 0)
		case "05":
			b = decimal(b, sec, 2)
		case "5":
			b = decimal(b, sec, 0)
		case "PM", "pm":
			b = append(b, half(hour, part)...)
		case "MST":
			name, offset := t.Zone()
			if name != "" {
				b = append(b, name...)
			} else {
				b = appendOffset(b, offset, "-0700")
			}
		default:
			if part[0] == '.' || part[0] == ',' {
				b = appendFraction(b, t.Nanosecond(), part)
			} else {
				_, offset := t.Zone()
				b = appendOffset(b, offset, part)
			}
		}
	}
	return b
}

func twelve(hour int) int {
	if hour %= 12; hour == 0 {
		return 12
	}
	return hour
}

func half(hour int, part string) string {
	switch {
	case part == "PM" && hour >= 12:
		return "PM"
	case part == "PM":
		return "AM"
	case hour >= 12:
		return "pm"
	}
	return "am"
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// appendOffset appends an offset from UTC: hours, minutes and seconds, with colons or without.
func appendOffset(b []byte, offset int, part string) []byte {
	if part[0] == 'Z' && offset == 0 {
		return append(b, 'Z')
	}
	sign := byte('+')
	if offset/60 < 0 {
		sign = '-'
	}
	offset = abs(offset)
	b = append(b, sign)
	b = decimal(b, offset/3600, 2)
	if len(part) > 3 {
		colon := part[3] == ':'
		if colon {
			b = append(b, ':')
		}
		b = decimal(b, offset/60%60, 2)
		if len(part) > 6 {
			if colon {
				b = append(b, ':')
			}
			b = decimal(b, offset%60, 2)
		}
	}
	return b
}

// appendFraction appends a fraction of a second: .999 leaves zeroes at the end out.
func appendFraction(b []byte, nanosec int, part string) []byte {
	digits := len(part) - 1
	start := len(b)
	b = append(b, part[0])
	var all [9]byte
	for i := 8; i >= 0; i-- {
		all[i] = byte('0' + nanosec%10)
		nanosec /= 10
	}
	b = append(b, all[:min(digits, 9)]...)
	for i := 9; i < digits; i++ {
		b = append(b, '0')
	}
	if part[1] == '9' {
		for len(b) > start+1 && b[len(b)-1] == '0' {
			b = b[:len(b)-1]
		}
		if len(b) == start+1 {
			b = b[:start]
		}
	}
	return b
}

// String gives the time with its zone, and the clock's reading if it has one.
func (t Time) String() string {
	s := t.Format("2006-01-02 15:04:05.999999999 -0700 MST")
	if t.wall&hasMonotonic == 0 {
		return s
	}
	nano := uint64(t.ext)
	sign := byte('+')
	if t.ext < 0 {
		sign = '-'
		nano = -nano
	}
	b := append([]byte(s), " m="...)
	b = append(b, sign)
	b = decimal(b, int(nano/1e9), 0)
	b = append(b, '.')
	b = decimal(b, int(nano%1e9), 9)
	return string(b)
}
