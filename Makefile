.PHONY: run test check generate bench soak sabotage

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

soak: ## hours of simulated exports and of kills, at low priority
	scripts/soak

sabotage: ## take away each protection of the export and see the simulation fail
	go test ./internal/jobs/simulation -run '^TestSabotage$$' -v -timeout 1h -args -sabotage
