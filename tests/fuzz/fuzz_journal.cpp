// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/journal/journalexport.h"
#include "models/station/journal/journalline.h"
#include "models/station/tail/linecutter.h"
#include "models/station/tail/paths/fileidentity.h"
#include "tests/fuzz/promise.h"

using namespace wf;
using namespace wf::fuzz;
using namespace wf::station;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const auto masker = std::move(wire::logtext::Masker::create()).value();
    const auto all = text(data, size);
    journal::JournalExportReader reader;
    std::vector<journal::JournalEntry> entries;
    for (std::size_t at = 0; at < all.size(); at += 7)
        reader.feed(all.substr(at, 7), entries);
    journal::JournalExportReader whole;
    std::vector<journal::JournalEntry> same;
    whole.feed(all, same);
    promise(same.size() == entries.size(), "pieces make no difference");
    wire::logtext::Masker::Counts counts;
    for (const auto &entry : entries)
        if (const auto line = journal::toLogLine(entry, masker, counts, 1'795'880'216'000'000'000))
            promise(!line->text.empty() && line->timeNs > 0, "a line has a text and a time");

    tail::LineCutter cutter(64);
    std::vector<wire::logtext::TextLine> lines;
    for (std::string_view rest = all; !rest.empty();) {
        const std::size_t taken = cutter.feed(rest.substr(0, 5), lines);
        if (taken == 0)
            break;
        rest.remove_prefix(taken);
    }
    qint64 end = 0;
    for (const auto &line : lines) {
        promise(line.begin == end && line.end > line.begin, "lines follow each other without a gap");
        end = line.end;
    }
    (void)tail::fromMark({"file:1-2", std::string(all)});
    (void)tail::fromMark({std::string(all), "1 2 3 4 5 x"});
    return 0;
}
