// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/cleantext.h"
#include "models/wire/logtext/joinlines.h"
#include "models/wire/logtext/mask/masker.h"
#include "models/wire/logtext/readline.h"
#include "tests/fuzz/promise.h"

#include <string>

using namespace wf;
using namespace wf::fuzz;
using namespace wf::wire::logtext;

namespace {

const Masker &masker()
{
    static const Masker all = [] {
        MaskRules rules;
        rules[MaskRule::Ip] = true;
        rules.own = {{"order", "H-[0-9]+", ""}};
        return std::move(Masker::create(rules)).value();
    }();
    return all;
}

void checkRecord(const std::string &record)
{
    const StampContext context{1'795'880'216'000'000'000, {}};
    const auto facts = readLine(record, context);
    promise(facts.service.size() <= 128, "names of services are bounded");
    promise(facts.traceId.empty() || facts.traceId.size() == 32, "a trace id has 32 digits");
    std::string once = record;
    Masker::Counts counts;
    const bool changed = masker().mask(once, counts);
    promise(changed || once == record, "what was not masked is unchanged");
    std::string valid = once;
    promise(makeValidUtf8(valid) == 0, "masking cuts no character");
    (void)readLine(once, context);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    std::string all(text(data, size));
    makeValidUtf8(all);
    std::string again = all;
    promise(makeValidUtf8(again) == 0, "made valid once is valid");
    LineJoiner joiner;
    qint64 end = 0;
    const auto take = [&end](const std::optional<TextRecord> &record) {
        if (!record)
            return;
        promise(record->begin >= end && record->end > record->begin, "records follow each other");
        end = record->end;
        checkRecord(record->text);
    };
    for (std::size_t at = 0; at < all.size();) {
        const std::size_t stop = std::min(all.find('\n', at), all.size());
        take(joiner.add({all.substr(at, stop - at), static_cast<qint64>(at), static_cast<qint64>(stop + 1), 0, 0}, 0));
        at = stop + 1;
    }
    take(joiner.take());
    qint64 replaced = 0;
    (void)utf16ToUtf8(text(data, size), TextEncoding::Utf16Be, replaced);
    return 0;
}
