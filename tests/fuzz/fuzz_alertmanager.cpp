// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/alertmanager/alertmanager.h"
#include "tests/fuzz/promise.h"

using namespace wf;
using namespace wf::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view body = text(data, size);
    const wire::Limits limits = tight();
    (void)wire::alertmanager::decodeAlerts(body, limits);
    (void)wire::alertmanager::decodeGroups(body, limits);
    (void)wire::alertmanager::decodeSilenceId(body);
    (void)wire::alertmanager::decodeStatus(body);
    (void)wire::alertmanager::decodeReceivers(body);
    (void)wire::alertmanager::decodeSilence(body);
    const auto silences = wire::alertmanager::decodeSilences(body, limits);
    if (silences) {
        promise(silences->size() <= limits.entries, "no more silences than the bound");
        for (const signals::Silence &silence : *silences) {
            const QByteArray written = wire::alertmanager::encodeSilence(silence, true);
            const auto again =
                wire::alertmanager::decodeSilence({written.constData(), static_cast<std::size_t>(written.size())});
            promise(static_cast<bool>(again), "a silence that was read and written can be read again");
        }
    }
    return 0;
}
