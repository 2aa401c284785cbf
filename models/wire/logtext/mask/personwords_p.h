// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/logtext/mask/masker.h"

#include <string>
#include <string_view>
#include <vector>

// What Pseudonyms knows of values: when two are the same, whose they are, and what is worth looking for elsewhere.
namespace wf::wire::logtext {

[[nodiscard]] std::string lowered(std::string_view text); // ASCII
// "user.id", "userId" and "user_id" are one name.
[[nodiscard]] std::string plainName(std::string_view name);

// What is written where nobody is meant: "-", "null", "anonymous", "{id}".
[[nodiscard]] bool isNobody(std::string_view value);
// Addresses that are every machine's: the loopback, unspecified, broadcast, whole networks (10.0.0.0).
[[nodiscard]] bool isNoMachine(std::string_view address);
// Of one address, card, account or telephone in its different spellings.
[[nodiscard]] std::string canonicalValue(MaskRule rule, std::string_view value);

// Not a word of a sentence: a digit, or a sign between.
[[nodiscard]] bool looksLikeAnId(std::string_view value);
// "version", "app.version": four numbers behind it are no address.
[[nodiscard]] bool isVersionName(std::string_view name);
[[nodiscard]] bool isNumbersAndDots(std::string_view value);

// Long enough, no short number, and no name that every machine has (root, admin).
[[nodiscard]] bool isWorthSpreading(std::string_view word);
// An address as expressions write it: 10\.0\.0\.1 and, in quotes, 10\\.0\\.0\\.1.
[[nodiscard]] std::vector<std::string> escapedForms(std::string_view address);
// "Mara Lindqvist": Mara, Lindqvist. Of anything else nothing.
[[nodiscard]] std::vector<std::string> partsOfName(std::string_view name);

} // namespace wf::wire::logtext
