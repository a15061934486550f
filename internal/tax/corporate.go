package tax

import "bokslut/internal/money"

// BeskattningsbarInkomst is a surplus dropped to ten kronor; a deficit has
// none. Source: IL 1 kap. 7 §.
func BeskattningsbarInkomst(skattemassigtResultat money.Amount) money.Amount {
	return tens(skattemassigtResultat)
}

// Inkomstskatt is the corporate tax on a taxable income, in whole kronor with
// öre dropped. A deficit gives no tax. Source: IL 65 kap. 10 §; that öre are
// dropped rests on published bookings.
func Inkomstskatt(beskattningsbar money.Amount, rate Rate) money.Amount {
	return Kronor(rate.Of(max(0, beskattningsbar)))
}

// HogstaAvsattning is the highest allocation to a fund: the share of a positive
// base, dropped to a whole krona. A company may set aside FondHogst, a natural
// person FondHogstFysisk, in the declaration only. Source: IL 30 kap. 5 §.
func HogstaAvsattning(base money.Amount, share Rate) money.Amount {
	return Kronor(share.Of(max(0, base)))
}
