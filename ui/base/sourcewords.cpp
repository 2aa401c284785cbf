// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/sourcewords.h"

#include <QCoreApplication>

namespace wf::ui {

QString kindName(signals::SourceKind kind)
{
    switch (kind) {
    case signals::SourceKind::Metrics:
        return QCoreApplication::translate("wf::ui::SourceWords", "Metrics");
    case signals::SourceKind::Alerts:
        return QCoreApplication::translate("wf::ui::SourceWords", "Alerts");
    case signals::SourceKind::Logs:
        return QCoreApplication::translate("wf::ui::SourceWords", "Logs");
    case signals::SourceKind::Traces:
        return QCoreApplication::translate("wf::ui::SourceWords", "Traces");
    }
    return {};
}

} // namespace wf::ui
