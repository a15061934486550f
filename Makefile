.PHONY: run test check generate bench

run: ## start the demonstration and print its address
	go run ./cmd/bokslut demo

test: ## install what the tests need, then run checks and all tests
	scripts/test-deps
	scripts/test

check: ## format, vet, staticcheck, modules, generated files
	scripts/check

generate: ## make generated files anew
	scripts/generate

bench: ## all benchmarks
	go test -run '^$$' -bench . -benchmem ./...
