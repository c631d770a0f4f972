package sim

import "encoding/json"

// SeedOf makes a seed of what an account was found to hold: by region and by
// the seed's own keys, in AWS's shapes. What a seed has no place for is left
// out. The error says what is of another type than in a seed, and is left out
// too.
func SeedOf(account string, regions map[string]map[string]any) (Seed, error) {
	raw, err := json.Marshal(map[string]any{"Account": account, "Regions": regions})
	if err != nil {
		return Seed{}, err
	}
	var seed Seed
	err = json.Unmarshal(raw, &seed)
	return seed, err
}
