# Template comparison: edge-graph matcher and the exact scan of a gallery.
nanobind_add_module(_matcher NOMINSIZE bind/matcher.cpp src/matcher.cpp)
target_include_directories(_matcher PRIVATE include)
set_target_properties(_matcher PROPERTIES LIBRARY_OUTPUT_DIRECTORY "${OPENBITMAP_PACKAGE}")
install(TARGETS _matcher LIBRARY DESTINATION openbitmap/biometrics)
