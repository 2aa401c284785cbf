// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Gives the files in the folders named on the command line to a fuzz target, whole and cut, so that every seed and
// every finding is tried by the ordinary compiler as well. Folders that do not exist are left out.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace {

std::size_t replay(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    // A buffer of exactly the file's size: a sanitizer sees reads beyond it.
    const std::vector<char> read((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    const auto *bytes = reinterpret_cast<const std::uint8_t *>(read.data());
    LLVMFuzzerTestOneInput(bytes, read.size());
    for (const std::size_t part : {3U, 2U}) {
        const std::vector<std::uint8_t> cut(bytes, bytes + read.size() / part);
        LLVMFuzzerTestOneInput(cut.data(), cut.size());
    }
    return 3;
}

} // namespace

int main(int argc, char **argv)
{
    constexpr std::uintmax_t largest = 512 * 1024;
    std::size_t inputs = 0;
    for (int i = 1; i < argc; ++i) {
        std::error_code missing;
        for (const auto &entry : std::filesystem::recursive_directory_iterator(argv[i], missing))
            if (entry.is_regular_file() && entry.file_size() <= largest)
                inputs += replay(entry.path());
    }
    std::printf("%zu inputs\n", inputs);
    return inputs > 0 ? 0 : 77; // 77: skipped, there was nothing to try
}
