module engine

go 1.26
