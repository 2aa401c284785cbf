// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/controls/wrongfield.h"

#include "widgets/base/text/safetext.h"

#include <QLineEdit>
#include <QVariant>

namespace wf::widgets {

namespace {
constexpr const char *property = "wfWrong"; // as WatchStyle reads it
}

void markWrong(QLineEdit &field, const QString &why)
{
    field.setProperty(property, !why.isEmpty());
    field.setToolTip(why.isEmpty() ? QString() : plainTip(why));
    field.setAccessibleDescription(why);
    field.update();
}

bool isMarkedWrong(const QLineEdit &field)
{
    return field.property(property).toBool();
}

} // namespace wf::widgets
