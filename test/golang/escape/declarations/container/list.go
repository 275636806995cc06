package list

type Element struct {
	next, prev *Element
	list       *List
	Value      any
}

type List struct {
	root Element
	len  int
}

func New() *List
func (l *List) PushBack(v any) *Element
func (l *List) PushFront(v any) *Element
func (l *List) Len() int
