// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/failure.h"
#include "models/wire/numbers.h"
#include "models/wire/text.h"
#include "tests/fuzz/promise.h"

#include <string>

using namespace wf;
using namespace wf::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view body = text(data, size);
    for (const int status : {200, 400, 404, 429, 500, 503})
        promise(!wire::failureOf(status, body).summary.isEmpty(), "every failure says something");
    promise(wire::capped(body, 64).toUtf8().size() <= 64 * 3, "capped text is short");
    promise(wire::trimmed(body).size() <= body.size(), "trimming makes nothing longer");
    const QString id = wire::normalisedId(body, 16);
    promise(id.isEmpty() || id.size() == 32, "an id has two digits a byte");
    std::string bytes;
    (void)wire::decodeBase64(body, bytes);
    (void)wire::parseSample(body);
    (void)wire::parseInteger(body);
    (void)wire::parseDuration(body);
    if (const auto ns = wire::parseRfc3339(body)) {
        const auto again = wire::parseRfc3339(wire::formatRfc3339(*ns));
        promise(again.has_value(), "a time that was read and written can be read again");
        promise(*ns / 1'000'000 - *again / 1'000'000 <= 1 && *again / 1'000'000 - *ns / 1'000'000 <= 1,
                "written to the millisecond");
    }
    return 0;
}
