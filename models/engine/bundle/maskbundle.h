// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/bundle/bundle.h"
#include "models/wire/logtext/mask/pseudonyms.h"

namespace wf::engine {

// Names behind which stand users, for Pseudonyms::create(), unless somebody says otherwise.
[[nodiscard]] std::vector<std::string> usualMaskKeys();

// Masks every text and label value of the bundle, the same value everywhere the same: by its shape, by the name before
// it, and whatever was found to be a person's (an account, who wrote a note or holds an alert) wherever it stands as a
// word, in expressions too. Names of metrics and labels, ids of traces and times stay. Fingerprints are counted anew,
// for they could be tried out. What was masked is counted in the manifest. Not for the GUI thread.
void maskBundle(IncidentBundle &bundle, wire::logtext::Pseudonyms &pseudonyms);

// A masked copy, and what was masked in it with an example each, to be looked at before it is passed on. Errors:
// Invalid (a name to mask by).
struct MaskExample {
    QString kind;          // as BundleMask::kind
    QString example, mask; // outside text
};
struct MaskedBundle {
    BundlePtr bundle;
    std::vector<MaskExample> examples;
};
[[nodiscard]] base::Result<MaskedBundle> maskedCopy(const IncidentBundle &bundle, const std::vector<std::string> &keys);

} // namespace wf::engine
