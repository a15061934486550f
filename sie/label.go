package sie

// A label is a known record name.
type label uint8

const (
	unknown label = iota
	lFlagga
	lProgram
	lFormat
	lGen
	lSietyp
	lProsa
	lFtyp
	lFnr
	lOrgnr
	lBkod
	lAdress
	lFnamn
	lRar
	lTaxar
	lOmfattn
	lKptyp
	lValuta
	lKonto
	lKtyp
	lEnhet
	lSru
	lDim
	lUnderdim
	lObjekt
	lIB
	lUB
	lRes
	lOIB
	lOUB
	lPsaldo
	lPbudget
	lVer
	lTrans
	lRtrans
	lBtrans
	lKsumma
	labelCount
)

// A section is one of the groups of a file [§5.12].
type section uint8

const (
	identification section = iota
	chart
	dimensions
	balances
	vouchers
)

// How often a type of file holds a record [§6], in the order 1, 2, 3, 4I, 4E:
// 'm' mandatory, 'o' optional, '-' not allowed. What is mandatory only when the
// company has such things, as dimensions and budgets, is optional here.
type presence string

// A field's kind in format.fields.
const (
	fieldText     = 't' // written in quotes
	fieldBare     = 'b' // written without quotes when that is possible
	fieldDate     = 'd'
	fieldAmount   = 'a'
	fieldObjects  = 'o'
	fieldQuantity = 'q'
)

// format says how a record is built.
type format struct {
	name     string
	fields   string // a kind per field, in order
	need     int    // so many fields must be there
	section  section
	presence presence
}

// objectsAt is the place of the object list, -1 when the record has none.
func (f *format) objectsAt() int {
	for i := range len(f.fields) {
		if f.fields[i] == fieldObjects {
			return i
		}
	}
	return -1
}

var formats = [labelCount]format{
	lFlagga:   {"#FLAGGA", "b", 1, identification, "mmmmm"},
	lProgram:  {"#PROGRAM", "tb", 1, identification, "mmmmm"},
	lFormat:   {"#FORMAT", "b", 1, identification, "mmmmm"},
	lGen:      {"#GEN", "dt", 1, identification, "mmmmm"},
	lSietyp:   {"#SIETYP", "b", 1, identification, "ommmm"},
	lProsa:    {"#PROSA", "t", 1, identification, "ooooo"},
	lFtyp:     {"#FTYP", "b", 1, identification, "ooooo"},
	lFnr:      {"#FNR", "t", 1, identification, "ooooo"},
	lOrgnr:    {"#ORGNR", "bbb", 1, identification, "ooooo"},
	lBkod:     {"#BKOD", "b", 1, identification, "ooo-o"},
	lAdress:   {"#ADRESS", "tttt", 1, identification, "ooooo"},
	lFnamn:    {"#FNAMN", "t", 1, identification, "mmmmm"},
	lRar:      {"#RAR", "bdd", 3, identification, "mmmom"},
	lTaxar:    {"#TAXAR", "b", 1, identification, "ooooo"},
	lOmfattn:  {"#OMFATTN", "d", 1, identification, "-mm-o"},
	lKptyp:    {"#KPTYP", "b", 1, identification, "ooooo"},
	lValuta:   {"#VALUTA", "b", 1, identification, "ooooo"},
	lKonto:    {"#KONTO", "bt", 2, chart, "mmmom"},
	lKtyp:     {"#KTYP", "bb", 2, chart, "ooooo"},
	lEnhet:    {"#ENHET", "bt", 2, chart, "ooooo"},
	lSru:      {"#SRU", "bb", 2, chart, "mmooo"},
	lDim:      {"#DIM", "bt", 2, dimensions, "--ooo"},
	lUnderdim: {"#UNDERDIM", "btb", 3, dimensions, "--ooo"},
	lObjekt:   {"#OBJEKT", "btt", 3, dimensions, "--ooo"},
	lIB:       {"#IB", "bbaq", 3, balances, "mmm-m"},
	lUB:       {"#UB", "bbaq", 3, balances, "mmm-m"},
	lRes:      {"#RES", "bbaq", 3, balances, "mmm-m"},
	lOIB:      {"#OIB", "bboaq", 4, balances, "--o-o"},
	lOUB:      {"#OUB", "bboaq", 4, balances, "--o-o"},
	lPsaldo:   {"#PSALDO", "bbboaq", 5, balances, "-mm-o"},
	lPbudget:  {"#PBUDGET", "bbboaq", 5, balances, "-oo-o"},
	lVer:      {"#VER", "bbdtdt", 3, vouchers, "---oo"},
	lTrans:    {"#TRANS", "boadtqt", 3, vouchers, "---oo"},
	lRtrans:   {"#RTRANS", "boadtqt", 3, vouchers, "---oo"},
	lBtrans:   {"#BTRANS", "boadtqt", 3, vouchers, "---oo"},
	lKsumma:   {"#KSUMMA", "b", 0, identification, "ooooo"},
}

var labels = func() map[string]label {
	m := make(map[string]label, labelCount)
	for l := lFlagga; l < labelCount; l++ {
		m[formats[l].name] = l
	}
	return m
}()

// String is the label as written in a file.
func (l label) String() string { return formats[l].name }
