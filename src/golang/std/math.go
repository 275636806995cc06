package math

const (
	MaxInt64   = 1<<63 - 1
	MaxUint32  = 1<<32 - 1
	MinInt64   = -1 << 63
	MaxFloat64 = 0x1p1023 * (1 + (1 - 0x1p-52))
	Pi         = 3.14159265358979323846264338327950288419716939937510582097494459
	MaxUint64  = 1<<64 - 1
	MaxInt32   = 1<<31 - 1
	MinInt32   = -1 << 31
)

func Sqrt(x float64) float64
func Float64bits(f float64) uint64
func Float64frombits(b uint64) float64
func Float32bits(f float32) uint32
func Float32frombits(b uint32) float32
func IsNaN(f float64) bool
func NaN() float64
func Inf(s int) float64
func IsInf(f float64, s int) bool
func Copysign(a, b float64) float64
func Signbit(a float64) bool
