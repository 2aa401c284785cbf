// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/check/objectivefiles.h"

#include "models/base/yamlfiles.h"

#include <QFile>

namespace wf::engine {

LoadedObjectives loadObjectives(const QStringList &paths)
{
    LoadedObjectives loaded;
    loaded.files = base::yamlFilesOf(paths);
    std::vector<SloText> texts;
    for (const QString &path : std::as_const(loaded.files)) {
        QFile file(path);
        if (file.open(QIODevice::ReadOnly))
            texts.push_back({path, file.read((qint64{4} << 20) + 1)}); // the reader tells when it is more
        if (!file.isOpen() || file.error() != QFileDevice::NoError)
            loaded.unreadable << QStringLiteral("%1: %2").arg(path, file.errorString());
    }
    loaded.definitions = checkDefinitions(texts);
    return loaded;
}

} // namespace wf::engine
