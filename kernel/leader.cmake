# Minutiae extraction: the LEADER network, folded, and its weights as one flat file made at build time.
nanobind_add_module(_leader NOMINSIZE bind/leader.cpp src/leader.cpp)
target_include_directories(_leader PRIVATE include)
set_target_properties(_leader PROPERTIES LIBRARY_OUTPUT_DIRECTORY "${OPENBITMAP_PACKAGE}")
install(TARGETS _leader LIBRARY DESTINATION openbitmap/biometrics)
