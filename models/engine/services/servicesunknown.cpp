// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/services/servicesunknown.h"

namespace wf::engine {

std::optional<base::Error> servicesUnknown(const ServicesSnapshot &services)
{
    QStringList said = services.completeness.notes;
    said.removeDuplicates();
    if (services.asOfNs != 0 || said.isEmpty())
        return std::nullopt;
    return base::makeError(base::ErrorKind::Unreachable, said.join(u'\n'));
}

} // namespace wf::engine
