// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/assets.h"

#include <QtCore/qglobal.h>

#include <QDir>

static void registerAssets()
{
    Q_INIT_RESOURCE(assets); // must stand outside any namespace
}

namespace wf {

void initAssets()
{
    registerAssets();
}

} // namespace wf
