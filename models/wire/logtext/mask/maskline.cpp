// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/mask/maskline.h"

namespace wf::wire::logtext {

base::Labels maskLabels(const base::Labels &labels, const Masker &masker, Masker::Counts &counts)
{
    base::Labels out = labels;
    std::string both;
    for (const auto &[name, value] : labels) {
        both = name;
        both += '=';
        const std::size_t before = both.size();
        both += value;
        if (!masker.mask(both, counts))
            continue;
        // A mask that reached into the name leaves nothing to tell the value by.
        const bool keptName =
            both.size() >= before && both.compare(0, before - 1, name) == 0 && both[before - 1] == '=';
        out = out.with(name, keptName ? std::string_view(both).substr(before) : std::string_view(both));
    }
    return out;
}

void maskLine(signals::LogLine &line, const Masker &masker, Masker::Counts &counts)
{
    (void)masker.mask(line.text, counts);
    line.metadata = maskLabels(line.metadata, masker, counts);
    line.stream = maskLabels(line.stream, masker, counts);
}

} // namespace wf::wire::logtext
