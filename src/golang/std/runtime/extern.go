package runtime

// What the program runs on.
const (
	GOOS     = "linux"
	GOARCH   = "amd64"
	Compiler = "gc"
)

// Version is the release that is modelled.
func Version() string { return "go1.26" }

// GOROOT is where the standard library lies; here it is part of the program.
func GOROOT() string { return "" }

// Gosched lets other goroutines run.
func Gosched()

// Goexit ends the goroutine after running what it has deferred.
func Goexit()

// NumGoroutine counts the goroutines.
func NumGoroutine() int

// GOMAXPROCS sets the number of Ps unless n is below 1, and gives the one before.
func GOMAXPROCS(n int) int

// NumCPU is as large as the number of Ps at the start.
func NumCPU() int

// NumCgoCall is 0: nothing but Go runs.
func NumCgoCall() int64 { return 0 }

// KeepAlive makes x live until here.
//
//go:noinline
func KeepAlive(x any) {
	if keepAlive {
		println(x)
	}
}

var keepAlive bool

// Caller tells about the function skip levels above the caller of this one.
func Caller(skip int) (pc uintptr, file string, line int, ok bool) {
	var buf [512]byte
	n, line := caller(skip, buf[:])
	if line == 0 {
		return
	}
	return 1, string(buf[:n]), line, true
}

// caller writes the file name; line 0: there is no such function.
//
//go:noescape
func caller(skip int, file []byte) (n int, line int)

// LockOSThread and UnlockOSThread change nothing: threads are not modelled.
func LockOSThread()   {}
func UnlockOSThread() {}

// Stack writes where the goroutine is, with all also where the others are, as far as there is room.
func Stack(buf []byte, all bool) int {
	return stack(buf, all)
}

// stack does it; its own frame and the one of Stack are left out.
//
//go:noescape
func stack(buf []byte, all bool) int
